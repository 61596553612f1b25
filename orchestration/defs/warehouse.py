"""Rows to rows: the dbt project as assets and checks, and the private build it writes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, DbtProject, dbt_assets
from dbt.version import __version__ as dbt_version
from filelock import FileLock
from packaging.version import Version

from orchestration import settings
from orchestration.defs import checks
from orchestration.defs.kinds import FRESH, OWNERS, SHOWN, shown
from orchestration.store import lake, warehouse


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
    if context.is_subset or not checks.are_made_in(context.run):
        raise dg.Failure("the warehouse is built whole, of a lake that is checked in the same run: run the job refresh", allow_retries=False)
    found = settings.load()
    warehouse.discard(found.build_file)
    # what unit tests prove of the SQL does not hang on the data: they belong to the tests, as dbt advises
    command = ["build", "--exclude-resource-type", "unit_test"]
    invocation = dbt.cli(command, context=context, target_path=found.var / "dbt" / "run", raise_on_error=False)
    failed = []
    for event in _counted(invocation):
        if isinstance(event, dg.AssetCheckResult) and not event.passed:
            failed.append(event)  # the rows are in the build file, which dbt alone opens until it ends
        else:
            yield event
    yield from (_with_rows(check, invocation, found.build_file) for check in failed)
    if (error := invocation.get_error()) is not None:
        raise error
    warehouse.mark_passed(found.build_file, lake.read(found.lake, "refreshes", ["started_at"])["started_at"].iloc[-1])


def _counted(invocation: DbtCliInvocation) -> Iterator[Any]:
    """What dbt made and tested, as it goes on; every table with the rows that dbt counted (macro ``rows_counted``)."""
    rows: dict[str, int] = {}
    for said in invocation.stream_raw_events():
        if counted := re.fullmatch(r"(\d+) rows in \w+", str(said)):
            rows[said.raw_event["data"]["node_info"]["unique_id"]] = int(counted[1])
        for event in said.to_default_asset_events(
            invocation.manifest, invocation.dagster_dbt_translator, invocation.context, invocation.target_path, invocation.project
        ):
            count = rows.get(_node(event)) if isinstance(event, dg.Output) else None
            yield event if count is None else event.with_metadata({**event.metadata, "dagster/row_count": count})


def _node(event: dg.Output[Any] | dg.AssetCheckResult) -> str:
    """The model or test of the dbt project that an event is about."""
    return str(event.metadata["unique_id"].value)


def _with_rows(check: dg.AssetCheckResult, invocation: DbtCliInvocation, build_file: Path) -> dg.AssetCheckResult:
    """A test that did not pass with the first rows that it found; one that could not run found none."""
    count = check.metadata.get("dagster_dbt/failed_row_count")
    if count is None or not count.value:
        return check
    node = invocation.manifest["nodes"][_node(check)]
    return check.with_metadata({**check.metadata, "which": shown(warehouse.first_rows(build_file, node["schema"], node["alias"], SHOWN))})
