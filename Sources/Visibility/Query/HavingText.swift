/// The grammar of a threshold: `metric:op:value`.
enum HavingText {
    /// - Returns: `nil` where something is wrong.
    static func parse(_ text: String, _ complaints: inout Complaints) -> QueryPlan.Having? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { Substring($0).trimmed }
        guard parts.count == 3 else {
            complaints.add("having \(Complaints.quote(text)) is not of the form metric:op:value, such as responses:gte:10.")
            return nil
        }
        let value = number(parts[2])
        if value == nil {
            complaints.add("having \(Complaints.quote(text)): \(Complaints.quote(parts[2])) is not a finite decimal number.")
        }
        return having(parts[0], parts[1], value, &complaints)
    }

    /// - Parameter value: `nil` where it is wrong, which has been said.
    static func having(
        _ metricName: Substring, _ comparisonName: Substring, _ value: Double?, _ complaints: inout Complaints
    ) -> QueryPlan.Having? {
        let metric = Metric(name: metricName)
        if metric == nil { complaints.add(unknown(metricName)) }
        let comparison = QueryPlan.Having.Comparison(name: comparisonName)
        if comparison == nil {
            complaints.add(
                "Unknown operator \(Complaints.quote(comparisonName)) in having: the nearest valid one is '\(nearest(comparisonName))' "
                    + "(of \(QueryPlan.Having.Comparison.allCases.map(\.rawValue).joined(separator: ", "))).")
        }
        guard let metric, let comparison, let value else { return nil }
        return QueryPlan.Having(metric, comparison, value)
    }

    private static func unknown(_ name: Substring) -> String {
        if Dimension(name: name) != nil {
            return "'\(name)' is a dimension, which having does not compare: use filters."
        }
        let nearest = NearestName.to(name, among: Metric.allCases.map(\.rawValue)) ?? ""
        return "Unknown metric \(Complaints.quote(name)) in having: the nearest valid one is '\(nearest)'."
    }

    private static func nearest(_ comparison: Substring) -> String {
        let others = [
            ">": "gt", ">=": "gte", "=>": "gte", "ge": "gte", "<": "lt", "<=": "lte", "=<": "lte", "le": "lte", "=": "eq",
            "==": "eq",
            "is": "eq", "!=": "neq", "<>": "neq", "ne": "neq", "not": "neq", "min": "gte", "max": "lte",
        ]
        let names = QueryPlan.Having.Comparison.allCases.map(\.rawValue)
        return others[String(comparison.prefix(10))] ?? NearestName.to(comparison, among: names) ?? ""
    }

    /// Digits with a sign, a point and an exponent, and no other words or bases.
    static func number(_ text: Substring) -> Double? {
        let bytes = text.utf8
        guard bytes.prefix(1001).count <= 1000, bytes.contains(where: { (0x30...0x39).contains($0) }),
            bytes.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(text), value.isFinite
        else { return nil }
        return value
    }

    /// The inverse, for a finite value.
    static func print(_ having: QueryPlan.Having) -> String {
        let digits = "\(having.value)"
        return
            "\(having.metric.rawValue):\(having.comparison.rawValue):\(digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)"
    }
}
