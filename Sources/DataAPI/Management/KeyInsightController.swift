internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// What a key does, and what it would be allowed.
struct KeyInsightController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("api-keys/{key_id}/usage", use: gate.admit(usage))
        router.get("api-keys/{key_id}/check", use: gate.admit(check))
    }

    private func usage(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var query = QueryReader(request)
        let days = query.integer("days", default: 30, in: 1...90)
        try query.check()
        let report = try await catalog.insight.report(of: try context.keyID(), in: admin.organization, days: days)
        var json = JSONWriter(capacity: 16 * 1024)
        json.report(report)
        return json.response()
    }

    /// The same question that the gate asks, about any key, from the address that is given.
    private func check(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var query = QueryReader(request)
        let operation = query.text("operation")
        let brand = query.optionalInteger("brand_id")
        let address = query.parsed("address", "ip_any_address", "value is not a valid IPv4 or IPv6 address") { IPAddress($0) }
        try query.check()
        let key = try await catalog.keys.find(try context.keyID(), in: admin.organization)
        let explanation: Explanation
        do {
            explanation = try await catalog.insight.explain(key, operation: operation, brand: brand, from: address)
        } catch CatalogError.invalid(let field, let message) {
            throw Problem(faults: [InputFault(at: ["query", .name(field)], message, type: "value_error")])
        }
        var json = JSONWriter()
        json.explanation(explanation, organization: admin.organization.name)
        return json.response()
    }
}

extension JSONWriter {
    fileprivate mutating func report(_ report: UsageReport) {
        object { object in
            object.field("key_id", report.key.description)
            object.field("from", report.from.iso8601)
            object.field("until", report.until.iso8601)
            object.field("accepted", report.accepted)
            object.field("refused", report.refused)
            // Most hours of most keys are empty.
            object.field("hours", array: report.hours.filter { $0.accepted + $0.refused > 0 }) { writer, hour in
                writer.object { item in
                    item.field("start", hour.start.iso8601)
                    item.field("accepted", hour.accepted)
                    item.field("refused", hour.refused)
                }
            }
            object.field("operations", report.operations, named: "operation")
            object.field("brands", report.brands)
            object.field("outcomes", report.outcomes, named: "outcome")
            object.field("sources", report.sources)
            object.field("refusals", array: report.refusals) { writer, call in
                writer.object { item in
                    item.field("at", call.at.iso8601)
                    item.field("code", call.code)
                    item.field("operation", call.operation)
                    item.field("brand_id", call.brand)
                    item.source(call.source)
                }
            }
        }
    }
}
