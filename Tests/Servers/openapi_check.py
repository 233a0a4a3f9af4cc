"""Exits with 1 and says why where a file is no description of an API (OpenAPI 3.1): OpenAPIDocumentTests."""

import json
import pathlib
import sys

from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

document = json.loads(pathlib.Path(sys.argv[1]).read_text())
faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
          for fault in OpenAPIV31SpecValidator(document).iter_errors()]
for name, schema in document["components"]["schemas"].items():
    OAS31Validator.check_schema(schema)
    # Examples are checked here as well, by what others take JSON Schema for.
    resolved = {**schema, "components": document["components"]}
    for example in schema.get("examples", []):
        faults += [f"the example of {name}: {fault.message}" for fault in OAS31Validator(resolved).iter_errors(example)]
print("\n".join(faults))
sys.exit(1 if faults else 0)
