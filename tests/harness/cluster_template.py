#!/usr/bin/env python3
"""cluster_template.py FOLDER: makes the cluster that tests copy, where it is not
there yet or what makes it is newer."""
import os
import pathlib
import shutil
import sys

from harness import cluster, runner


def main():
    template = pathlib.Path(sys.argv[1]).absolute()
    if template.exists():
        if template.stat().st_mtime > max(
                os.stat(f).st_mtime for f in (__file__, cluster.__file__)):
            return
        shutil.rmtree(template)
    new = template.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if runner.RUNNER is not None:
        os.chown(new, runner.RUNNER.pw_uid, runner.RUNNER.pw_gid)
    cluster.make(new)
    new.rename(template)
    os.utime(template)


main()
