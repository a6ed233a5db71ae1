"""What the comparison of two plans says."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "about": (
        "比较两年的工作安排：任务、单位、责任和指标的增、减、移、改",
        "Compare two plans: tasks, departments, roles and goals that came, went, moved or changed",
    ),
    "old": ("原来的工作区", "The old workspace"),
    "new": ("新的工作区", "The new workspace"),
    "errors": (
        "{folder} 的工作安排里有 {count} 处读不出或不合规，显示的差别可能由此而来：",
        "{count} errors in the plan of {folder}, which may show as differences:",
    ),
    "none": ("两份安排没有差别", "the two plans do not differ"),
    "department": ("责任单位（{count} 处）", "Departments ({count})"),
    "task": ("任务（{count} 处）", "Tasks ({count})"),
    "role": ("责任（{count} 处）", "Roles ({count})"),
    "goal": ("指标（{count} 处）", "Goals ({count})"),
    "came": ("新增", "new"),
    "went": ("取消", "gone"),
    "moved": ("移位", "moved"),
    "changed": ("改为", "changed"),
    "role-lead": ("牵头", "lead"),
    "role-responsible": ("负责", "responsible"),
    "role-shared": ("分工负责", "shared"),
    "role-support": ("配合", "support"),
}
