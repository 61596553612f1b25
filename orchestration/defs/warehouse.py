"""Rows to rows: the dbt project as assets and checks, and the private build it writes."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from dbt.version import __version__ as dbt_version
from filelock import FileLock
from packaging.version import Version

from orchestration import settings
from orchestration.defs.kinds import FRESH, OWNERS
from orchestration.store import warehouse


class LocalDbt(DbtCliResource):
    """dbt, whose version is that of the installed package: ``dbt --version`` asks the package index, and a refresh needs no network."""

    @property
    def _cli_version(self) -> Version:
        return Version(dbt_version)


@cache
def project() -> DbtProject:
    """The dbt project with a manifest that is as new as its sources; ``dbt parse`` runs when it is not."""
    found = settings.load()
    settings.export(found)
    built = DbtProject(project_dir=found.dbt_project, target_path=found.var / "dbt" / "target")
    # a UI loads this in several processes at once: the first parses, the others wait for it
    built.target_path.mkdir(parents=True, exist_ok=True)
    with FileLock(built.target_path / "parse.lock"):
        newest = max(path.stat().st_mtime for path in found.dbt_project.rglob("*") if path.is_file())
        if not built.manifest_path.is_file() or built.manifest_path.stat().st_mtime < newest:
            warehouse.discard(found.build_file)
            LocalDbt(project_dir=str(built.project_dir)).cli(["parse", "--quiet"], target_path=built.target_path).wait()
    return built


class _Translator(DagsterDbtTranslator):
    """A model's group is its layer, and marts are to be fresh; everything else comes from the project."""

    def get_asset_spec(self, manifest: Any, unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.replace_attributes(freshness_policy=FRESH) if spec.group_name == "marts" else spec

    def get_group_name(self, dbt_resource_props: Any) -> str:
        return str(dbt_resource_props["fqn"][1])

    def get_owners(self, dbt_resource_props: Any) -> list[str]:
        return OWNERS

    def get_tags(self, dbt_resource_props: Any) -> dict[str, str]:
        return {"stage": self.get_group_name(dbt_resource_props)}


@dbt_assets(manifest=project().manifest_path, project=project(), dagster_dbt_translator=_Translator(), name="warehouse")
def dbt_models(context: dg.AssetExecutionContext, dbt: LocalDbt) -> Iterator[Any]:
    found = settings.load()
    warehouse.discard(found.build_file)
    # what unit tests prove of the SQL does not hang on the data: they belong to the tests, as dbt advises
    yield from dbt.cli(["build", "--exclude-resource-type", "unit_test"], context=context, target_path=found.var / "dbt" / "run").stream()
