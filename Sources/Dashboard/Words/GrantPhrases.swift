internal import APIKeys
internal import Catalog

/// What a key is allowed, part by part, as pages say it.
struct GrantPhrases: Sendable {
    /// Of brands by id.
    let names: [Int: String]
    let words: DateWords

    func scopes(_ grant: Grant) -> String {
        grant.scopes.isEmpty ? "Nothing" : grant.scopes.list.map(\.title).joined(separator: ", ")
    }

    func brands(_ grant: Grant) -> String {
        guard let ids = grant.brands.listed else { return "All brands, also those created later" }
        return ids.isEmpty ? "None yet, those it creates" : ids.map(brand).joined(separator: ", ")
    }

    func brand(_ id: Int) -> String { names[id] ?? "Brand \(id)" }

    func expiry(_ grant: Grant) -> String { grant.expiresAt.map { words.lastDay(before: $0).long } ?? "Never" }

    static func addresses(_ grant: Grant) -> String {
        grant.addresses.isEmpty ? "Anywhere" : grant.addresses.map(\.description).joined(separator: ", ")
    }

    static func limit(_ limit: RateLimit?) -> String {
        guard let limit else { return "No limit" }
        let minute = "\(counted(limit.perMinute, "request")) a minute"
        return limit.burst == limit.perMinute ? minute : "\(minute), \(grouped(limit.burst)) at once"
    }

    static func rotatesItself(_ grant: Grant) -> String { grant.traits.contains(.rotatesItself) ? "Yes" : "No" }
}
