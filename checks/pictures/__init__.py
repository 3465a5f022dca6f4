"""The engine of pictures: the bytes of one image in, what it gives away out (see README.md)."""
