"""Measurements that anyone can rerun: load, faults, and the processes they are run against."""
