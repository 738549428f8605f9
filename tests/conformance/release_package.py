"""Every resource of a release is what its data package says, by frictionless: sizes, hashes, types, keys.

Usage: release_package.py FOLDER
"""

import os
import sys

from frictionless import Package

os.chdir(sys.argv[1])
package = Package("datapackage.json")
# It reads Parquet by way of pandas, where an unknown number is not a number; DuckDB judges these files.
for resource in list(package.resources):
    if resource.path.endswith(".parquet"):
        package.remove_resource(resource.name)
report = package.validate()
for task in report.tasks:
    for error in task.errors[:5]:
        print(f"{task.name}: {error.message}")
for error in report.errors:
    print(error.message)
print(f"{report.stats['tasks']} resources, {report.stats['errors']} errors")
sys.exit(not report.valid)
