"""The folder of an experiment: results that survive a kill, and damage that is found.

| module | holds |
| --- | --- |
| folder | names of the files; files written whole or not at all |
| lock, kernel_lock | one writer at a time |
| entries, manifest | what was committed, line by line, each line chained to the one before |
| journal | adding a line |
| parts | a chunk of a table as a Parquet file |
| beginning, storing | `Store` |
| checking, verification | `verify`: every damage, and how far the experiment has come |
| repair | what to do about damage |
"""

from negotiation.experiment.store.checking import Damage
from negotiation.experiment.store.entries import ChunkEntry, Head, PartInfo
from negotiation.experiment.store.folder import StorageError
from negotiation.experiment.store.parts import write_part
from negotiation.experiment.store.repair import RepairPlan, mend_manifest, repair_plan, restore
from negotiation.experiment.store.storing import Store
from negotiation.experiment.store.verification import Progress, Verification, verify

__all__ = [
    "ChunkEntry",
    "Damage",
    "Head",
    "PartInfo",
    "Progress",
    "RepairPlan",
    "StorageError",
    "Store",
    "Verification",
    "mend_manifest",
    "repair_plan",
    "restore",
    "verify",
    "write_part",
]
