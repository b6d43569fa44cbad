"""The Croissant description of a release (mlcommons.org/croissant/1.1): its files, and their records field by field.

Label columns are stored as numbers; their description says which number is which label. Columns that hold lists
inside lists are left out, since Croissant has no words for them: the flat configurations hold the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from datasets import Features

Node = dict[str, Any]

_PARQUET = "application/x-parquet"
_CONTEXT: Node = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(about: Node, features: Mapping[str, Features]) -> Node:
    """Return the description of a release with these configurations, in folders `data/<configuration>` beside it.

    `about` says what the data cannot: name, description, licence and the like, as the format names them.
    """
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **about,
        "distribution": [
            {
                "@type": "cr:FileSet",
                "@id": f"{name}-files",
                "name": f"{name}-files",
                "description": f"The Parquet files of {name}, one a split.",
                "encodingFormat": _PARQUET,
                "includes": f"data/{name}/*.parquet",
            }
            for name in features
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "field": list(_fields(f"{name}-files", name, columns)),
            }
            for name, columns in features.items()
        ],
    }


def _fields(files: str, name: str, columns: Mapping[str, Any]) -> Iterator[Node]:
    """Yield the fields of a record set."""
    from datasets import List  # noqa: PLC0415 - heavy

    for column, feature in columns.items():
        field: Node = {"@type": "cr:Field", "@id": f"{name}/{column}", "name": column}
        source: Node = {"fileSet": {"@id": files}, "extract": {"column": column}}
        each = feature.feature if isinstance(feature, List) else feature
        if isinstance(feature, List):
            field["repeated"] = True
        if _is_scalar(each):
            yield field | _type_of(each) | {"source": source}
        elif isinstance(each, dict) and isinstance(feature, List) and all(map(_is_scalar, each.values())):
            yield field | {
                "subField": [
                    {
                        "@type": "cr:Field",
                        "@id": f"{name}/{column}/{inner}",
                        "name": inner,
                        **_type_of(kind),
                        "source": source | {"transform": {"jsonPath": f"[*].{inner}"}},
                    }
                    for inner, kind in each.items()
                ]
            }


def _is_scalar(feature: object) -> bool:
    from datasets import ClassLabel, Value  # noqa: PLC0415 - heavy

    return isinstance(feature, ClassLabel | Value)


def _type_of(feature: Any) -> Node:  # noqa: ANN401 - a feature
    from datasets import ClassLabel  # noqa: PLC0415 - heavy

    if isinstance(feature, ClassLabel):
        labels = ", ".join(f"{number} {label}" for number, label in enumerate(feature.names))
        return {"dataType": "sc:Integer", "description": labels}
    return {"dataType": "sc:Integer" if feature.dtype.startswith("int") else "sc:Text"}
