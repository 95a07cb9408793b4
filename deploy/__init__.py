"""How the site is served by several replicas behind nginx: on one machine, by Compose, on Kubernetes."""
