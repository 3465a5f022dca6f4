"""Reading comments and posts: abuse, disclosures, invitations, and what a school itself should not say."""
