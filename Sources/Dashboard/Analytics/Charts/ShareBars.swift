internal import Mustache
internal import Visibility

/// Groups set against each other by one metric, as the `share-bars` template draws them.
struct ShareBars: Sendable {
    let shareBars: [Bar]
    let barsNote: String?

    struct Bar: Hashable, Sendable, MustacheParent {
        let barName: String
        let barURL: String?
        let barText: String
        /// 0 to 100.
        let barWidth: Int
        /// The brand's own.
        let isOwn: Bool
        let barChange: Change?

        func child(named name: String) -> Any? {
            switch name {
            case "barName": barName
            case "barURL": barURL
            case "barText": barText
            case "barWidth": barWidth
            case "isOwn": isOwn
            case "barChange": barChange
            default: nil
            }
        }
    }

    struct Group: Sendable {
        var name: String
        var url: String?
        var now: Double?
        var before: Double?
        var isOwn = false
        /// More of it is good news, less of it bad.
        var isJudged = true
    }

    init(_ groups: [Group], of metric: Metric, note: String? = nil) {
        let full = metric.unit == .share ? 1.0 : metric.unit == .score ? 100 : max(1, groups.compactMap(\.now).max() ?? 1)
        shareBars = groups.map { group in
            let now = group.now ?? 0
            return Bar(
                barName: group.name, barURL: group.url, barText: metric.words(group.now),
                barWidth: now > 0 ? max(1, min(100, Int((now / full * 100).rounded()))) : 0, isOwn: group.isOwn,
                barChange: metric.change(from: group.before, to: group.now).map { group.isJudged ? $0 : $0.unjudged })
        }
        barsNote = note
    }
}
