/// The answer to "may this key do this, now, from here?"
public enum Decision: Hashable, Sendable {
    case allowed
    case refused(Refusal)
}

extension Grant {
    /// The one place where access is decided. Pure: time, address and the brand's facts come in as arguments, so the
    /// gate, an explanation, a preview and a test all ask the same question and get the same answer.
    ///
    /// The order of the reasons is part of the contract: a key that no longer works says so before it says what it
    /// lacked, and for a key with listed brands a foreign, a missing and an ungranted brand are one and the same, so that nobody
    /// learns which brands exist.
    ///
    /// - Parameter address: where the request came from; `nil` when unknown, which no address list admits.
    public func decide(
        _ operation: Operation, on brand: BrandTarget = .none, from address: IPAddress?, at now: Timestamp
    ) -> Decision {
        if let refusal = usable(from: address, at: now) { return .refused(refusal) }
        if !operation.anyOf.isEmpty, scopes.isDisjoint(with: operation.anyOf) {
            return .refused(.scopeMissing(needed: operation.anyOf, held: scopes))
        }
        return switch operation.target {
        case .organization: .allowed
        case .brand: reach(brand)
        case .itself: succeed()
        }
    }

    /// Why the key does not work at all, whatever is asked; `nil` when it does.
    private func usable(from address: IPAddress?, at now: Timestamp) -> Refusal? {
        if let end, end.isInForce(at: now) {
            return switch end {
            case .revoked(let at): .revoked(id, at: at)
            case .rotated(let rotation): .rotated(id, at: rotation.until)
            }
        }
        if traits.contains(.awaitsApproval) { return .awaitsApproval(id) }
        if let expiresAt, expiresAt <= now { return .expired(id, at: expiresAt) }
        if !addresses.isEmpty {
            guard let address, addresses.contains(where: { $0.contains(address) }) else {
                return .addressNotAllowed(address)
            }
        }
        return nil
    }

    /// A key that works and has an end is in its overlap: it has a successor, and a second asking comes from a second holder.
    private func succeed() -> Decision {
        guard traits.contains(.rotatesItself) else { return .refused(.selfRotationNotAllowed(id)) }
        return end == nil ? .allowed : .refused(.alreadyRotated(id))
    }

    private func reach(_ brand: BrandTarget) -> Decision {
        switch (brands, brand) {
        case (_, .none):
            // An operation on a brand that names none is a fault of the caller's code; refusing is the safe reading.
            return .refused(.brandNotFound(0))
        case (.all, .absent(let id)):
            return .refused(.brandNotFound(id))
        case (.all, .found(let facts)) where facts.organization != organization:
            return .refused(.brandNotFound(facts.id))
        case (.specific, .absent(let id)):
            return .refused(.brandNotGranted(id))
        case (.specific(let list), .found(let facts))
        where facts.organization != organization || !list.contains(facts.id):
            return .refused(.brandNotGranted(facts.id))
        case (_, .found(let facts)) where facts.isArchived:
            return .refused(.brandArchived(facts.id))
        case (_, .found):
            return .allowed
        }
    }
}
