#!/usr/bin/env python3
"""cluster_template.py FOLDER BUILD: makes the cluster that tests copy, where it
is not there yet or what makes it is newer."""
import os
import pathlib
import shutil
import sys

from harness import cluster, house, runner


def make(folder, build):
    cluster.TEMPLATE = house.TEMPLATE = None
    made = cluster.Cluster()
    some = house.House(build, cluster=made, start=False)
    runner.run(some.program("serendipd"), "--config", some.config, "--migrate")
    made.sql(f"ALTER DATABASE {some.database} RENAME TO {cluster.MIGRATED}")
    made.stop("fast")
    runner.run("cp", "-a", f"{made.data}/.", folder)


def main():
    template = pathlib.Path(sys.argv[1]).absolute()
    build = pathlib.Path(sys.argv[2])
    if template.exists():
        if template.stat().st_mtime > max(os.stat(f).st_mtime for f in (
                __file__, cluster.__file__, build / "serendipd")):
            return
        shutil.rmtree(template)
    new = template.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if runner.RUNNER is not None:
        os.chown(new, runner.RUNNER.pw_uid, runner.RUNNER.pw_gid)
    make(new, build)
    new.rename(template)
    os.utime(template)


main()
