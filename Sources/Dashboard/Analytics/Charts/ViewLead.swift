internal import Visibility

extension BrandView {
    /// What a page about these answers begins with: `24 Aug – 22 Nov 2026, against the 91 days before · 8 answers`.
    /// - Parameters:
    ///   - totals: an answer that is not grouped, with how many there are.
    ///   - more: what else there is to say, in a few words.
    func lead(_ totals: ChartAnswer, today: Day, more: String? = nil) -> String {
        lead(totals, today: today, saying: [counted(totals.wholeCount, "answer")] + (more.map { [$0] } ?? []))
    }

    /// The same with other words than how many answers there are.
    func lead(_ totals: ChartAnswer, today: Day, saying words: [String]) -> String {
        let nothing = totals.isPriorEmpty && totals.wholeCount > 0
        let days = nothing ? period.days(today: today).words : self.words(today: today)
        return ([days] + words).joined(separator: " · ") + (nothing ? ". \(Self.nothingBefore)" : "")
    }

    /// Where there is nothing to compare with.
    static let nothingBefore = "No answers in the days before, so nothing is compared."
}

extension ChartAnswer {
    /// Something was to be compared, and before there were no answers: of one that is not grouped, with how many there are.
    var isPriorEmpty: Bool { isCompared && (whole(.responses).before ?? 0) == 0 }

    /// This, with nothing beside it where there was nothing before: not everything is a gain then.
    func compared(by totals: ChartAnswer) -> ChartAnswer { totals.isPriorEmpty ? alone : self }
}
