internal import Catalog
internal import Visibility

/// The brand among its competitors, the one that is named most first: what pages, charts, tables and files have of it.
struct VoiceRanking: Sendable {
    struct Voice: Hashable, Sendable {
        /// `nil` of the brand.
        let competitor: Int?
        let name: String
        /// How many of all answers name it.
        let presence: Double?
        let presenceBefore: Double?
        /// Of the answer; `nil` of the brand.
        fileprivate let row: Int?
    }

    /// Of equal ones the brand stands first.
    let voices: [Voice]
    /// Of each, its place from 1: equal ones share it.
    let places: [Int]
    private let answer: ChartAnswer
    /// How often somebody is named, in answers for each answer.
    private let all: Double
    private let allBefore: Double

    static let pageSize = 50
    private static let mostLeaders = 6
    /// Of a picture, beside the brand.
    private static let mostRivals = 9

    /// - Parameter answer: by competitor, with the presence of both: in a row of a competitor, the brand's metrics are those of the brand.
    init(_ answer: ChartAnswer, of brand: Brand) {
        var voices = (0..<answer.rowCount).compactMap { row -> Voice? in
            guard let id = answer.text(.competitorID, row).flatMap({ Int($0) }) else { return nil }
            return Voice(
                competitor: id, name: answer.text(.competitorName, row) ?? "",
                presence: answer.number(.competitorPresence, row), presenceBefore: answer.priorNumber(.competitorPresence, row),
                row: row)
        }
        if !voices.isEmpty {
            let (now, before) = answer.whole(.brandPresence)
            voices.insert(Voice(competitor: nil, name: brand.name, presence: now, presenceBefore: before, row: nil), at: 0)
        }
        self.answer = answer
        let ranked = voices.indices
            .sorted { (voices[$1].presence ?? -1, $0) < (voices[$0].presence ?? -1, $1) }.map { voices[$0] }
        self.voices = ranked
        places = ranked.indices.reduce(into: []) { places, index in
            let isTied = index > 0 && ranked[index].presence == ranked[index - 1].presence
            places.append(isTied ? places[index - 1] : index + 1)
        }
        all = voices.reduce(0) { $0 + ($1.presence ?? 0) }
        allBefore = voices.reduce(0) { $0 + ($1.presenceBefore ?? 0) }
    }

    /// - Parameter page: from 1.
    func voices(on page: Int) -> ArraySlice<Voice> { voices.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize) }

    /// The competitors whose trends are shown: of hundreds, not all can be.
    var leaders: [Int] { Array(voices.compactMap(\.competitor).prefix(Self.mostLeaders)) }

    /// How much of all naming goes to one.
    func share(_ voice: Voice) -> Double? { all > 0 ? voice.presence.map { $0 / all } : nil }
    func shareBefore(_ voice: Voice) -> Double? { allBefore > 0 ? voice.presenceBefore.map { $0 / allBefore } : nil }

    /// The brand's, from 1.
    var ownPlace: Int? { ownIndex.map { places[$0] } }
    private var ownIndex: Int? { voices.firstIndex { $0.competitor == nil } }

    // MARK: Chart, table and file

    /// - Parameter url: of a competitor's page.
    func bars(note: String, url: (Int) -> String?) -> ShareBars {
        let rivals = Set(voices.compactMap(\.competitor).prefix(Self.mostRivals))
        let shown = voices.filter { $0.competitor.map(rivals.contains) ?? true }
        return ShareBars(
            shown.map { voice in
                ShareBars.Group(
                    name: voice.label, url: voice.competitor.flatMap(url), now: voice.presence, before: voice.presenceBefore,
                    isOwn: voice.competitor == nil, isJudged: voice.competitor == nil)
            }, of: .competitorPresence, note: note)
    }

    /// The table behind the bars.
    var table: ChartTable.Part {
        let metric = Metric.brandPresence
        let heads =
            [ChartTable.Head(headLabel: "Name", isNumber: false)] + ChartTable.heads(metric, isCompared: answer.isCompared)
        let rows = voices.prefix(ChartTable.mostBehindBars).map { voice in
            var row = ChartTable.Row()
            row.add(voice.label, "Name")
            row.add(
                metric, voice.presence, before: voice.presenceBefore, isCompared: answer.isCompared,
                isJudged: voice.competitor == nil)
            return row
        }
        return ChartTable.Part(heads: heads, rows: rows, rowCount: voices.count)
    }

    /// What the API gives, in this order, with a row for the brand.
    /// - Parameters:
    ///   - hasShares: whether the share of voice is in it, which is worked out here.
    ///   - instead: how many answers name each competitor and not the brand.
    func file(hasShares: Bool = false, instead: [Int: (now: Double, before: Double?)]? = nil) -> ChartFile {
        let own = ownIndex.map { ChartFile.OwnRow(name: voices[$0].name, place: $0) }
        var more: [ChartFile.Column] = []
        if hasShares {
            more = [ChartFile.Column(name: "share_of_voice", values: voices.map(share))]
            if answer.isCompared { more.append(ChartFile.Column(name: "share_of_voice_before", values: voices.map(shareBefore))) }
        }
        if let instead {
            let counts = voices.map { voice in voice.competitor.map { instead[$0]?.now ?? 0 } }
            more.append(ChartFile.Column(name: "responses_instead", values: counts))
        }
        return ChartFile(answer, order: voices.compactMap(\.row), own: own, more: more)
    }
}

extension VoiceRanking.Voice {
    /// In a line, the brand told apart.
    var label: String { name.oneLine(most: 60) + (competitor == nil ? " (you)" : "") }
}
