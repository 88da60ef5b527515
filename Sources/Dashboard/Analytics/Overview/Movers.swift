internal import Visibility

/// The prompts whose answers name the brand more often than before, or less.
struct Movers: Sendable {
    private(set) var gained: [Mover]
    private(set) var lost: [Mover]
    let hasMovers: Bool
    /// There is something to compare with.
    let isComparing: Bool
    let moversNote: String
    /// Where something is compared and nothing moved.
    let moversNone: String
    /// Where nothing is compared.
    let moversAbsent: String
    let moversTools: DataTools

    struct Mover: Sendable {
        let moverID: Int
        /// For whom it is asked: prompts may have the same text.
        var moverPersona: String?
        let moverPrompt: String
        let moverURL: String?
        let moverBefore: String
        let moverNow: String
        let moverChange: Change
    }

    private static let most = 5
    /// Fewer answers say nothing: one more or less would be a large change.
    static let leastAnswers = 5.0

    /// Those that are shown.
    var prompts: [Int] { (gained + lost).map(\.moverID) }

    /// Adds for whom they are asked.
    mutating func tell(_ personas: PromptPersonas) {
        for place in gained.indices { gained[place].moverPersona = personas.name(gained[place].moverID) }
        for place in lost.indices { lost[place].moverPersona = personas.name(lost[place].moverID) }
    }

    /// - Parameter totals: of all answers now and before.
    init(_ answer: ChartAnswer?, totals: ChartAnswer, view: BrandView, tools: DataTools, for reader: ReportReader) {
        isComparing = totals.isCompared && !totals.isPriorEmpty
        moversNote = "Prompts with at least \(Int(Self.leastAnswers)) answers in both periods."
        moversAbsent = totals.isPriorEmpty ? BrandView.nothingBefore : reader.hint
        moversTools = tools
        guard let answer else {
            (gained, lost, hasMovers, moversNone) = ([], [], false, "")
            return
        }
        let moved = answer.order(byChangeOf: .brandPresence).filter { row in
            (answer.number(.responses, row) ?? 0) >= Self.leastAnswers
                && (answer.priorNumber(.responses, row) ?? 0) >= Self.leastAnswers
        }
        func mover(_ row: Int) -> Mover? {
            let (now, before) = (answer.number(.brandPresence, row), answer.priorNumber(.brandPresence, row))
            guard let change = Metric.brandPresence.change(from: before, to: now) else { return nil }
            let id = answer.text(.promptID, row).flatMap { Int($0) } ?? 0
            return Mover(
                moverID: id, moverPrompt: (answer.text(.prompt, row) ?? "").oneLine(most: 160),
                moverURL: reader.promptURL(id, view), moverBefore: Metric.brandPresence.words(before),
                moverNow: Metric.brandPresence.words(now), moverChange: change)
        }
        gained = moved.prefix(Self.most).compactMap(mover).filter { $0.moverChange.arrow == "▲" }
        lost = moved.reversed().prefix(Self.most).compactMap(mover).filter { $0.moverChange.arrow == "▼" }
        let most = "at least \(Int(Self.leastAnswers)) answers in both periods"
        moversNone =
            moved.isEmpty
            ? "No prompt has \(most), so none stands here. The CSV has all prompts." : "None of the prompts with \(most) moved."
        hasMovers = !gained.isEmpty || !lost.isEmpty
    }
}
