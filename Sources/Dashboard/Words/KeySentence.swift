internal import APIKeys

/// What a key will do, said before it is made: "This key will let its holder **read analytics** for **Fabrikam** until
/// **21 February 2027**, and nothing else." The script says it in the same words while the choices change.
struct KeySentence: Hashable, Sendable {
    /// Bold parts alternate with plain ones.
    let parts: [Part]

    struct Part: Hashable, Sendable {
        let plain: String
        let strong: String
    }

    static let incomplete = "Choose what the key may do and for which brands. This line then says what it will allow."
    private static let most = 3

    /// - Parameters:
    ///   - brands: names of the chosen brands; `nil` for all.
    ///   - addresses: the blocks that it may be used from; none for anywhere.
    ///   - perMinute: how many requests a minute it may make.
    init(scopes: Scopes, brands: [String]?, until: String?, addresses: [String] = [], perMinute: Int? = nil) {
        guard !scopes.isEmpty, brands.map({ !$0.isEmpty }) ?? true || scopes.contains(.createBrand) else {
            parts = [Part(plain: Self.incomplete, strong: "")]
            return
        }
        let deeds = scopes.list.map(\.deed).inWords
        let reach: String =
            switch brands {
            case nil: "all brands, also those created later"
            case .some(let names) where names.isEmpty: "the brands it creates"
            case .some(let names) where names.count > Self.most: "\(names.count) brands"
            case .some(let names): names.inWords
            }
        var parts = [
            Part(plain: "This key will let its holder ", strong: deeds),
            Part(plain: " for ", strong: reach),
            Part(plain: " until ", strong: until ?? "someone revokes it"),
        ]
        if !addresses.isEmpty {
            let from = addresses.count > Self.most ? "\(addresses.count) address blocks" : addresses.inWords
            parts.append(Part(plain: ", only from ", strong: from))
        }
        if let perMinute {
            parts.append(Part(plain: ", at most ", strong: "\(perMinute) request\(perMinute == 1 ? "" : "s") a minute"))
        }
        parts.append(Part(plain: ", and nothing else.", strong: ""))
        self.parts = parts
    }

    var text: String { parts.map { $0.plain + $0.strong }.joined() }
}
