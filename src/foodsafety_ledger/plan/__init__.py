"""What is asked: the plan and its departments, from located YAML to frozen values."""
