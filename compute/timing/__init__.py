"""The devices page: where and how a matrix product can run, and how long it takes."""
