internal import APIKeys
internal import Catalog

/// What a person entered into the form of a key, as it was sent, so that the form can be shown again with everything kept, and
/// carried on from page to page.
struct KeyInput: Hashable, Sendable {
    var name = ""
    var scopes: [String] = []
    var access = Access.specific.rawValue
    var brands: [String] = []
    var expiry = ""
    var date = ""
    /// One block on each line.
    var addresses = ""
    var perMinute = ""
    var burst = ""
    var rotatesItself = false

    enum Access: String, CaseIterable { case specific, all }

    /// An empty form.
    init(expiry: ExpiryChoice) { self.expiry = expiry.rawValue }

    init(_ fields: FormFields) {
        name = fields["name"]
        scopes = fields.all("scopes")
        access = fields["brand_access"]
        brands = fields.all("brands")
        expiry = fields["expiry"]
        date = fields["expiry_date"]
        addresses = fields["addresses"]
        perMinute = fields["per_minute"]
        burst = fields["burst"]
        rotatesItself = !fields["rotates_itself"].isEmpty
    }

    /// The key as it is: the form of a change begins with it.
    init(_ key: APIKey) {
        let grant = key.grant
        name = key.name
        scopes = grant.scopes.names
        access = (grant.brands == .all ? Access.all : .specific).rawValue
        brands = (grant.brands.listed ?? []).map(String.init)
        expiry = ExpiryChoice.keep.rawValue
        addresses = grant.addresses.map(\.description).joined(separator: "\n")
        perMinute = grant.limit.map { String($0.perMinute) } ?? ""
        burst = grant.limit.flatMap { $0.burst == $0.perMinute ? nil : String($0.burst) } ?? ""
        rotatesItself = grant.traits.contains(.rotatesItself)
    }

    /// The same, to be carried by a form that shows none of it.
    var hidden: [HiddenField] {
        let one = [
            ("name", name), ("brand_access", access), ("expiry", expiry), ("expiry_date", date), ("addresses", addresses),
            ("per_minute", perMinute), ("burst", burst), ("rotates_itself", rotatesItself ? "yes" : ""),
        ]
        return (one + scopes.map { ("scopes", $0) } + brands.map { ("brands", $0) }).map(HiddenField.init)
    }

    /// Whether anything is set that the form keeps out of sight until it is asked for.
    var isAdvanced: Bool { !addresses.trimmed.isEmpty || !perMinute.isEmpty || !burst.isEmpty || rotatesItself }
}

struct HiddenField: Hashable, Sendable {
    let fieldName: String
    let fieldValue: String

    init(_ name: String, _ value: String) {
        fieldName = name
        fieldValue = value
    }
}

/// The fields of the form, in its order.
enum KeyField: String, CaseIterable, Sendable {
    case name, scopes, brands, expires, addresses, limit

    /// - Parameter field: as the catalog names it; what has no place of its own stands at the top.
    init(catalog field: String) { self = field == "expires_at" ? .expires : KeyField(rawValue: field) ?? .name }
}

/// What is wrong with a form, by field.
struct KeyProblems: Error, Hashable, Sendable {
    var byField: [KeyField: String] = [:]

    /// In the order of the form.
    var summary: [Problem] {
        KeyField.allCases.compactMap { field in byField[field].map { Problem(anchor: field.rawValue, message: $0) } }
    }
}
