/// What a filter must be, however it was written.
enum FilterRule {
    /// - Parameters:
    ///   - values: empty texts are the null group, as `nil` is.
    ///   - bySource: whether what is cited may be filtered by too.
    /// - Returns: `nil` where something is wrong.
    static func filter(
        _ name: Substring, _ values: [String?], negated: Bool, bySource: Bool = false, _ complaints: inout Complaints
    ) -> QueryPlan.Filter? {
        guard let dimension = Dimension(name: name) else {
            complaints.add(unknown(name, among: bySource ? Dimension.filterableInBody : Dimension.filterable))
            return nil
        }
        guard let form = dimension.valueForm ?? (bySource ? dimension.sourceForm : nil) else {
            complaints.add("'\(name)' is not filterable: \(dimension.advice).")
            return nil
        }
        guard values.count <= QueryPlan.mostValues else {
            complaints.add("The filter on '\(name)' has more than \(QueryPlan.mostValues) values.")
            return nil
        }
        var right: [String?] = []
        var isRight = true
        for value in values {
            guard let value, !value.isEmpty else {
                right.append(nil)
                continue
            }
            guard let fault = fault(of: value, form) else {
                right.append(value)
                continue
            }
            isRight = false
            complaints.add("The filter on '\(name)': \(Complaints.quote(value)) is \(fault()).")
        }
        return isRight ? QueryPlan.Filter(dimension, right, negated: negated) : nil
    }

    private static func unknown(_ name: Substring, among known: [Dimension]) -> String {
        if Metric(name: name) != nil { return "'\(name)' is a metric, which is no filter: use having." }
        let nearest = NearestName.to(name, among: known.map(\.rawValue)) ?? ""
        return "Unknown filter \(Complaints.quote(name)): the nearest valid one is '\(nearest)'."
    }

    /// - Returns: the end of a sentence, made when it is said.
    private static func fault(of value: String, _ form: Dimension.ValueForm) -> (() -> String)? {
        if value.utf8.count > QueryPlan.longestValue { return { "longer than \(QueryPlan.longestValue) bytes" } }
        guard form.expectation(missedBy: value) != nil else { return nil }
        return { "not \(form.expectation(missedBy: value) ?? "valid")" }
    }
}
