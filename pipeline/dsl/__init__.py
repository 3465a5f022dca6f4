"""What goes to the designated safeguarding lead alone: the folder dsl/, what they did, and how they are told."""
