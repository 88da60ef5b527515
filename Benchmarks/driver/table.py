"""The table that a run ends with."""

from dataclasses import dataclass, field


@dataclass
class Row:
    what: str
    figure: str
    target: str
    reached: bool | None


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)

    def fact(self, what: str, figure: str) -> None:
        """Something to know, without a target."""
        self.rows.append(Row(what, figure, "", None))
        self._say(self.rows[-1])

    def at_least(self, what: str, value: float, target: float, form: str = "{:.2f}") -> None:
        self._judge(what, value, target, value >= target, "≥", form)

    def at_most(self, what: str, value: float, target: float, form: str = "{:.2f}") -> None:
        self._judge(what, value, target, value <= target, "≤", form)

    def holds(self, what: str, figure: str, reached: bool) -> None:
        self.rows.append(Row(what, figure, "holds", reached))
        self._say(self.rows[-1])

    def _judge(self, what: str, value: float, target: float, reached: bool, sign: str, form: str) -> None:
        self.rows.append(Row(what, form.format(value), f"{sign} {form.format(target)}", reached))
        self._say(self.rows[-1])

    @staticmethod
    def _say(row: Row) -> None:
        print(f"  {row.what}: {row.figure}", flush=True)

    def finish(self) -> int:
        """Prints the table. 1 when a target is missed or there was none."""
        verdict = {True: "ok", False: "SHORT", None: ""}
        lines = [("", "measured", "target", ""), *((row.what, row.figure, row.target, verdict[row.reached]) for row in self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        print()
        for line in lines:
            print(f"{line[0]:<{widths[0]}}  {line[1]:>{widths[1]}}  {line[2]:>{widths[2]}}  {line[3]}".rstrip())
        judged = [row for row in self.rows if row.reached is not None]
        short = sum(not row.reached for row in judged)
        print(f"\n{len(judged) - short} of {len(judged)} targets reached")
        return 1 if short or not judged else 0
