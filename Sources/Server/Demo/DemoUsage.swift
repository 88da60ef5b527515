internal import APIKeys
internal import Catalog

/// What the demo key is said to have done: a report that refreshes on working days, a job by night, and somebody at a shell who was
/// refused. One of its brands it has not needed for 60 days.
enum DemoUsage {
    /// How far back it goes.
    static let days = 75

    private static let report = source("203.0.113.24", "Looker/25.18")
    private static let nightly = source("198.51.100.7", "northwind-etl/2.3")
    private static let shell = source("2001:db8:4::1f", "curl/8.9.1")
    /// Requests on a brand in the hours of a working day from 7 o'clock.
    private static let office = [4, 9, 14, 12, 8, 11, 15, 13, 10, 6, 3]
    private static let firstHour = 7
    /// UTC.
    private static let hourOfNightlyJob = 3

    private static func source(_ address: String, _ client: String) -> UsageLedger.Source {
        UsageLedger.Source(address: IPAddress(address), client: client)
    }

    /// - Parameter brands: the key's three, and then one that is not the key's.
    static func batch(of key: KeyID, brands: [Int], until now: Timestamp) -> UsageBatch {
        var cells: [UsageLedger.Cell: Int] = [:]
        func count(
            _ requests: Int, _ operation: APIKeys.Operation, _ brand: Int? = nil, hour: Int, by source: UsageLedger.Source,
            outcome: String = Outcome.allowedCode
        ) {
            guard requests > 0 else { return }
            let cell = UsageLedger.Cell(
                hour: hour, operation: operation.name, brand: brand, outcome: outcome, source: source)
            cells[cell, default: 0] += requests
        }
        for hour in (now.hour - days * 24)..<now.hour {
            let (day, time) = hour.quotientAndRemainder(dividingBy: 24)
            if time == hourOfNightlyJob {
                count(1, .listBrands, hour: hour, by: nightly)
                let isLongAgo = now.hour - hour > (LeastPrivilege.days + 5) * 24
                for brand in brands.prefix(isLongAgo ? 3 : 2) { count(24, .readBrand, brand, hour: hour, by: nightly) }
            }
            // 1970-01-01 was a Thursday.
            let isWorkingDay = (day + 3) % 7 < 5
            if isWorkingDay, office.indices.contains(time - firstHour) {
                let requests = office[time - firstHour] + day % 4
                count(2, .listBrands, hour: hour, by: report)
                for (brand, share) in zip(brands.prefix(2), [1, 2]) {
                    count(requests / share, .readBrand, brand, hour: hour, by: report)
                }
            }
        }
        let latest = now + .seconds(-20 * 60)
        count(1, .listBrands, hour: latest.hour, by: report)
        var refusals: [RefusedCall] = []
        for (hoursAgo, code, operation, brand) in [
            (50, "brand_not_granted", APIKeys.Operation.readBrand, brands.dropFirst(3).first),
            (26, "scope_missing", .createBrand, nil),
            (25, "brand_not_granted", .readBrand, brands.dropFirst(3).first),
        ] {
            let moment = now + .seconds(-hoursAgo * 3600)
            count(1, operation, hour: moment.hour, by: shell, outcome: code)
            refusals.append(RefusedCall(at: moment, code: code, operation: operation.name, brand: brand, source: shell))
        }
        var batch = UsageBatch()
        batch.keys[key] = UsageBatch.Key(
            lastUse: UsageLedger.Use(at: latest, source: report), cells: cells, refusals: refusals)
        return batch
    }
}
