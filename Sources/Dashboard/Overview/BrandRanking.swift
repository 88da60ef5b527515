internal import Catalog
internal import Visibility

/// In which order an organization sees its brands.
enum BrandRanking: String, CaseIterable, Sendable {
    /// What needs a look stands first.
    case falls
    case gains, presence, name

    var label: String {
        switch self {
        case .falls: "Largest fall first"
        case .gains: "Largest gain first"
        case .presence: "Most present first"
        case .name: "By name"
        }
    }

    /// Brands that have no such number stand last; those that are equal in the order of their names.
    func sorted(_ pulses: [BrandPulse]) -> [BrandPulse] {
        let byName = pulses.sorted { ($0.brand.name.lowercased(), $0.brand.id) < ($1.brand.name.lowercased(), $1.brand.id) }
        func rank(_ pulse: BrandPulse) -> Double {
            switch self {
            case .falls: pulse.change ?? .infinity
            case .gains: pulse.change.map { -$0 } ?? .infinity
            case .presence: pulse.presence.map { -$0 } ?? .infinity
            case .name: 0
            }
        }
        return byName.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// All brands in use, with the names of the API, and their presence in each week.
    static func csv(_ pulses: [BrandPulse], order: BrandRanking, today: Day) -> String {
        let metrics: [Metric] = [.responses, .brandPresence, .brandPosition, .brandSentiment]
        let weeks = DateUnit.week.firstDays(in: BrandPulse.period(today: today)).map {
            "\(Metric.brandPresence.rawValue)_\(DateUnit.week.text(of: $0))"
        }
        let header = ["brand_id", "brand"] + metrics.map(\.rawValue) + ["\(Metric.brandPresence.rawValue)_before"] + weeks
        let records = order.sorted(pulses).map { pulse in
            [String(pulse.brand.id), pulse.brand.name, String(pulse.answers)]
                + ([pulse.presence, pulse.position, pulse.sentiment, pulse.presenceBefore] + pulse.weeks).map {
                    $0?.description ?? ""
                }
        }
        return CSVWriter.byteOrderMark + CSVWriter.record(header) + records.map(CSVWriter.safeRecord).joined()
    }
}
