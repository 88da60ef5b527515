internal import APIKeys
internal import Catalog

/// A rotation under way: who has moved to the new key, and who has not.
struct RotationPage: Page {
    static let template = Template.rotation
    var title: String { "Rotation of \(head.name)" }

    let notice: String?
    let head: KeyHead
    let oldID: String
    let newID: String
    let newURL: String
    let silence: String
    let silenceNote: String
    let isQuiet: Bool
    let deadline: String
    let left: String
    let earlyEnd: String?
    let stragglerCount: String
    let stragglerNote: String
    let hasStragglers: Bool
    let verdict: String
    let rows: [Row]
    let hasRows: Bool
    let moreRows: String?
    let since: String
    let finishURL: String
    let selfURL: String

    struct Row: Sendable {
        let address: String
        let client: String
        let oldAccepted: String
        let newAccepted: String
        let standing: String
        let standingStyle: String
        let lastCall: Moment
    }

    private static let mostRows = 100

    init(
        _ key: APIKey, _ rotation: Grant.Rotation, _ traffic: RotationTraffic, slug: String, notice: String?, words: DateWords
    ) {
        self.notice = notice
        head = KeyHead(key, slug: slug, at: nil, words: words)
        oldID = key.id.description
        newID = rotation.successor.description
        newURL = SitePath.key(slug, rotation.successor).address
        silence = traffic.silence.words
        silenceNote =
            traffic.oldLastUse.map { "last used \(words.ago($0.at).words)" } ?? "it was never used"
        isQuiet = traffic.isQuiet
        deadline = words.exact(rotation.until)
        left = "in \(Duration.milliseconds(rotation.until.milliseconds - words.now.milliseconds).nearWords)"
        earlyEnd = key.quietFor.map { "or as soon as it has been silent for \($0.words)" }
        let waiting = traffic.stragglers.count
        stragglerCount = grouped(waiting)
        stragglerNote = "\(waiting == 1 ? "source" : "sources") that used the old key and not the new one"
        hasStragglers = waiting > 0
        verdict = Self.verdict(traffic)
        let all = Self.rows(traffic, words: words)
        rows = Array(all.prefix(Self.mostRows))
        hasRows = !rows.isEmpty
        moreRows = all.count > rows.count ? "and \(counted(all.count - rows.count, "more source", "more sources"))" : nil
        since = words.exact(Timestamp(hour: rotation.since.hour))
        finishURL = SitePath.finishRotation(slug, key.id).address
        selfURL = SitePath.rotation(slug, key.id).address
    }

    private static func verdict(_ traffic: RotationTraffic) -> String {
        let waiting = traffic.stragglers.count
        switch (waiting, traffic.new.contains { $0.accepted > 0 }) {
        case (0, false): return "Neither key has been used since the rotation began."
        case (0, true): return "Every source that used the old key has been seen with the new one."
        case (_, _):
            return
                "\(counted(waiting, "source")) \(waiting == 1 ? "has" : "have") not been seen with the new key yet. Ended now, \(waiting == 1 ? "its" : "their") calls with the old key are refused."
        }
    }

    /// Those who have not moved first, then by how much they call.
    private static func rows(_ traffic: RotationTraffic, words: DateWords) -> [Row] {
        let old = Dictionary(traffic.old.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(traffic.new.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
        let waiting = Set(traffic.stragglers.map(\.source))
        let sources = Set(old.keys).union(new.keys)
        let calls = { (source: UsageLedger.Source) in (old[source]?.accepted ?? 0) + (new[source]?.accepted ?? 0) }
        return sources.sorted { left, right in
            if waiting.contains(left) != waiting.contains(right) { return waiting.contains(left) }
            let (more, fewer) = (calls(left), calls(right))
            return more == fewer ? SourceWords(left).address < SourceWords(right).address : more > fewer
        }.map { source in
            let said = SourceWords(source)
            let (before, after) = (old[source], new[source])
            let last = max(before?.last ?? Timestamp(hour: 0), after?.last ?? Timestamp(hour: 0))
            let isRefused = (before?.accepted ?? 0) + (after?.accepted ?? 0) == 0
            let (standing, style) =
                if waiting.contains(source) { ("Not moved yet", "warn") } else if isRefused {
                    ("Only refused", "plain")
                } else if before
                    == nil
                { ("New key only", "good") } else { ("Moved", "good") }
            return Row(
                address: said.address, client: said.client, oldAccepted: grouped(before?.accepted ?? 0),
                newAccepted: grouped(after?.accepted ?? 0), standing: standing, standingStyle: style, lastCall: words.hour(last))
        }
    }
}
