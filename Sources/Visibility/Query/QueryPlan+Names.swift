extension QueryPlan {
    /// How many rows may be asked for.
    package static let limits = 1...90_000
    package static let standardLimit = 50_000
    /// Of filters in one request by parameters, and of thresholds too.
    package static let mostFilters = 50
    /// Of one filter.
    package static let mostValues = 1000
    /// Of one value of a filter, and of `fields`, in bytes of UTF-8.
    package static let longestValue = 10_000
    /// How many days before today a period begins that says nothing else.
    package static let standardDays = 30
}

extension QueryPlan.Field {
    /// As the contract calls it.
    package var name: String {
        switch self {
        case .dimension(let dimension): dimension.rawValue
        case .metric(let metric): metric.rawValue
        }
    }

    /// - Parameter name: exactly the contract's.
    package init?(name: some StringProtocol) {
        guard name.utf8.count <= Self.longestName, let field = Self.byName[String(name)] else { return nil }
        self = field
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: names.compactMap { name in
            (Dimension(rawValue: name).map(Self.dimension) ?? Metric(rawValue: name).map(Self.metric)).map { (name, $0) }
        })
    /// In bytes. Longer texts are not looked up, since comparing them takes time.
    fileprivate static let longestName = 64
    static let names = Dimension.allCases.map(\.rawValue) + Metric.allCases.map(\.rawValue)
}

/// Reads names of fields into fields, without those that came before.
struct FieldList {
    private(set) var fields: [QueryPlan.Field] = []
    private var known: Set<QueryPlan.Field> = []

    mutating func add(_ text: Substring, _ complaints: inout Complaints) {
        let name = text.trimmed
        guard let field = QueryPlan.Field(name: name) else {
            complaints.add("Unknown field \(Complaints.quote(name))\(nearest(to: name)).")
            return
        }
        if known.insert(field).inserted { fields.append(field) }
    }

    private func nearest(to name: some StringProtocol) -> String {
        NearestName.to(name, among: QueryPlan.Field.names).map { ": the nearest valid one is '\($0)'" } ?? ""
    }
}

extension RawRepresentable<String> {
    /// - Parameter name: as a request has it, perhaps very long.
    init?(name: Substring) {
        guard name.utf8.count <= QueryPlan.Field.longestName else { return nil }
        self.init(rawValue: String(name))
    }
}

extension Substring {
    /// Without the ASCII blanks around it.
    var trimmed: Substring {
        let start = utf8.firstIndex { !$0.isBlank } ?? endIndex
        let end = utf8.lastIndex { !$0.isBlank }.map { utf8.index(after: $0) } ?? start
        return self[start..<end]
    }
}

extension UInt8 {
    /// An ASCII blank or the end of a line.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
