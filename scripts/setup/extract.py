"""Unpack those members of a wheel whose names match one of the given patterns, and note what was unpacked.

Usage: extract.py WHEEL FOLDER NOTE PATTERN...    (patterns as in fnmatch; `*` also matches `/`)
The note, FOLDER/NOTE, is written last: {"wheel": SHA-256 of the wheel, "files": {name: SHA-256}}.
"""

import fnmatch
import hashlib
import json
import os
import sys
import zipfile


def copy(source, target):
    """Copy one open file to another and return the SHA-256 of what went through."""
    digest = hashlib.sha256()
    while chunk := source.read(1 << 20):
        digest.update(chunk)
        if target:
            target.write(chunk)
    return digest.hexdigest()


def main(wheel, folder, note, *patterns):
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
                continue
            if name.startswith("/") or ".." in name.split("/"):
                sys.exit(f"{wheel}: unsafe member {name}")
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(member) as source, open(path, "wb") as target:
                files[name] = copy(source, target)
            # a program in the wheel is one for everybody who may read the checkout
            if member.external_attr >> 16 & 0o100:
                os.chmod(path, 0o755)
    with open(wheel, "rb") as source:
        whole = copy(source, None)
    path = os.path.join(folder, note)
    with open(path + ".part", "w") as target:
        json.dump({"wheel": whole, "files": files}, target)
    os.replace(path + ".part", path)


main(*sys.argv[1:])
