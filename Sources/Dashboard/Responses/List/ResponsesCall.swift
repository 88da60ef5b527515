internal import Catalog
internal import Visibility

/// The request to `GET /v1/{brand_id}/responses` that gives what a list shows, as far as the API has its filters, for a shell that has a
/// key in `LATCHKEY_KEY`.
struct ResponsesCall: Sendable {
    let text: String
    /// That the request gives more than the list shows, where the API lacks filters of it; `nil` where it gives the same.
    let note: String?

    /// - Parameter baseURL: of this server, without a slash at its end.
    init(_ query: ResponseQuery, today: Day, brand: Int, baseURL: String) {
        let view = query.view
        let (first, last) = query.bounds(today: today)
        var items: [(String, String)] = []
        var missing: [String] = []
        /// The API takes one value of each.
        func one(_ name: String, _ values: [String], _ label: String) {
            if values.count == 1 { items.append((name, values[0])) } else if values.count > 1 { missing.append(label) }
        }
        if let first { items.append(("start_date", first.iso8601)) }
        // The first day that is left out.
        if let last { items.append(("end_date", last.advanced(by: 1).iso8601)) }
        one("platform", view.platforms.map(\.rawValue), "several platforms")
        one("prompt_id", query.prompt.map { [String($0)] } ?? [], "prompt")
        one("persona_id", view.personas.map(String.init), "several personas")
        one("stage", view.stages, "several stages")
        if let hasShopping = query.hasShopping { items.append(("has_shopping_data", hasShopping ? "true" : "false")) }
        if !query.words.isEmpty { missing.append("words") }
        if !view.tags.isEmpty { missing.append("tags") }
        if !view.topics.isEmpty { missing.append("topics") }
        if !view.countries.isEmpty { missing.append("countries") }
        if view.isBranded != nil { missing.append("prompts that name the brand") }
        if query.isMentioned != nil || query.sentiment != nil { missing.append("how the brand is named") }
        if query.competitor != nil { missing.append("who else is named") }
        if query.citesBrand != nil { missing.append("cited pages") }
        items.append(("limit", String(ResponseQuery.pageSize)))
        let asked = items.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        text = [
            "curl \"\(baseURL)/v1/\(brand)/responses?\(asked)\"", "-H \"Authorization: Bearer $LATCHKEY_KEY\"",
        ].joined(separator: " \\\n  ")
        note =
            missing.isEmpty
            ? nil
            : "This gives more responses than the list here: the API has no filter for \(missing.inWords)."
    }
}
