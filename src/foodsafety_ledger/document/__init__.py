"""A plan document's text: drafting a plan from it and verifying a plan against it."""
