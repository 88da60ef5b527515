internal import APIKeys
internal import Catalog

/// What a whole form asks for.
struct KeyValues: Hashable, Sendable {
    var name: String
    var scopes: Scopes
    var brands: BrandAccess
    /// `nil` to keep the expiry that the key has; `.some(nil)` for never.
    var expiry: Timestamp??
    var addresses: [AddressRange]
    var limit: RateLimit?
    var rotatesItself: Bool

    var draft: KeyDraft {
        var draft = KeyDraft(name: name, scopes: scopes, brands: brands, expiresAt: expiry ?? nil)
        draft.addresses = addresses
        draft.limit = limit
        draft.rotatesItself = rotatesItself
        return draft
    }

    /// Only what differs: what someone else changed meanwhile, and this form did not, stays.
    func edit(of key: APIKey) -> KeyEdit {
        var edit = KeyEdit()
        let grant = key.grant
        if name.trimmed != key.name { edit.name = name }
        if scopes != grant.scopes { edit.scopes = scopes }
        if brands != grant.brands { edit.brands = brands }
        if let expiry, expiry != grant.expiresAt { edit.expiresAt = expiry }
        if addresses != grant.addresses { edit.addresses = addresses }
        if limit != grant.limit { edit.limit = .some(limit) }
        if rotatesItself != grant.traits.contains(.rotatesItself) { edit.rotatesItself = rotatesItself }
        return edit
    }
}

extension KeyInput {
    /// What the form asks for, or everything that stands against it at once.
    func values(_ choices: ExpiryChoices) -> Result<KeyValues, KeyProblems> {
        var problems = KeyProblems()
        do { _ = try TextRule.keyName.check(name) } catch { problems.byField[.name] = error.message }
        let scopes = readScopes(&problems)
        let brands = readBrands(scopes, &problems)
        let addresses = readAddresses(&problems)
        let limit = readLimit(&problems)
        let end = choices.moment(of: expiry, date: date)
        if case .failure(let problem) = end { problems.byField[.expires] = problem.message }
        guard problems.byField.isEmpty, case .success(let expiry) = end else { return .failure(problems) }
        return .success(
            KeyValues(
                name: name, scopes: scopes, brands: brands, expiry: expiry, addresses: addresses, limit: limit,
                rotatesItself: rotatesItself))
    }

    private func readScopes(_ problems: inout KeyProblems) -> Scopes {
        let known = scopes.compactMap(Scope.init(rawValue:))
        if let unknown = scopes.first(where: { Scope(rawValue: $0) == nil }) {
            let names = Scope.allCases.map(\.title).inWords
            problems.byField[.scopes] = "There is no scope \"\(unknown.prefix(40))\". There are \(names)."
        } else if known.isEmpty {
            problems.byField[.scopes] = "Choose at least one thing that the key may do."
        }
        return Scopes(known)
    }

    private func readBrands(_ scopes: Scopes, _ problems: inout KeyProblems) -> BrandAccess {
        let ids = brands.compactMap { Int($0) }
        switch Access(rawValue: access) {
        case .all: return .all
        case .specific:
            if ids.count != brands.count {
                problems.byField[.brands] = "Choose brands from the list."
            } else if ids.isEmpty, !scopes.contains(.createBrand) {
                problems.byField[.brands] = "Choose at least one brand, or all brands."
            }
        case nil: problems.byField[.brands] = "Choose specific brands or all brands."
        }
        return .specific(ids)
    }

    /// The lines of the list; commas and spaces part blocks too, since people paste what they have.
    var addressLines: [String] {
        addresses.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }

    private func readAddresses(_ problems: inout KeyProblems) -> [AddressRange] {
        var blocks: [AddressRange] = []
        for line in addressLines {
            guard let block = AddressRange(line) else {
                problems.byField[.addresses] =
                    "\"\(line.prefix(60))\" is no block of addresses. Write one address (203.0.113.7), or a block from its first address on (203.0.113.0/24, 2001:db8::/32)."
                break
            }
            if !blocks.contains(block) { blocks.append(block) }
        }
        return blocks
    }

    private func readLimit(_ problems: inout KeyProblems) -> RateLimit? {
        let (minute, burst) = (perMinute.trimmed, burst.trimmed)
        if minute.isEmpty {
            if !burst.isEmpty { problems.byField[.limit] = "Say how many requests a minute are allowed, or empty both fields." }
            return nil
        }
        let bounds = RateLimit.bounds
        guard let count = Int(minute), burst.isEmpty || Int(burst) != nil,
            let limit = RateLimit(perMinute: count, burst: burst.isEmpty ? nil : Int(burst))
        else {
            problems.byField[.limit] =
                "Write whole numbers from \(bounds.lowerBound) to \(grouped(bounds.upperBound)), such as 60 and 10."
            return nil
        }
        return limit
    }
}
