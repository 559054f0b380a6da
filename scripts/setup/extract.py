"""Unpack those members of a wheel whose names match one of the given patterns.

Usage: extract.py WHEEL FOLDER PATTERN...    (patterns as in fnmatch; `*` also matches `/`)
"""

import fnmatch
import os
import shutil
import sys
import zipfile


def main(wheel, folder, *patterns):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
                continue
            if name.startswith("/") or ".." in name.split("/"):
                sys.exit(f"{wheel}: unsafe member {name}")
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            # reading to the end makes zipfile compare the checksum
            with archive.open(member) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            mode = member.external_attr >> 16 & 0o777
            if mode:
                os.chmod(path, mode)


main(*sys.argv[1:])
