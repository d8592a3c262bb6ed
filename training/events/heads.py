"""The event heads on the encoder of the attribution model.

`trigger` says of each piece which type of event it names, if any. Each likely piece is an anchor, as a cue is of
an attribution, and the event linker says of the pieces around it which part each has *in that event*, and of the
event its type, mode, status and recency.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))

from model import Attributor, Config, Linker
from torch import Tensor, nn

from onrecord.language.tagging.event_labels import MODES, RECENCIES, ROLES, STATUSES, TYPES

FIELDS = {"type": len(TYPES), "mode": len(MODES), "status": len(STATUSES), "recency": len(RECENCIES)}


class EventLinker(Linker):
    """Parts of the pieces around an anchor, and the labels of its event."""

    def __init__(self, config: Config) -> None:
        super().__init__(config, len(ROLES))
        size = config.link_width + config.width
        width = config.link_width
        self.fields = nn.ModuleList(
            nn.Sequential(nn.Linear(size, width), nn.GELU(), nn.Linear(width, count)) for count in FIELDS.values()
        )

    def forward(self, hidden: Tensor, mask: Tensor, anchors: Tensor) -> tuple[Tensor, ...]:  # type: ignore[override]
        """Logits: parts `[anchors, 2 * reach + 1, parts]`, validity `[anchors]`, then each of FIELDS."""
        x, state = self.read(hidden, mask, anchors)
        return (self.roles(x), self.valid(state)[:, 0], *(head(state) for head in self.fields))


class Coder(Attributor):
    """The attribution model with the event heads."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.trigger = nn.Sequential(
            nn.Linear(config.width, config.width), nn.GELU(), nn.Linear(config.width, len(TYPES))
        )
        self.event_linker = EventLinker(config)
