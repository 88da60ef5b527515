internal import Catalog
internal import Visibility

/// What owners of domains are called in a list: the brand, its competitors, and others.
///
/// Numbers go by the owner that each citation was found to have. An answer of the engine tells of that only what kind it is, so which
/// competitor it is follows from the websites in the brand's settings, as they are now.
struct DomainOwners: Sendable {
    private let brand: String
    /// Names by host.
    private let competitors: [String: [String]]

    init(_ brand: Brand) {
        self.brand = brand.name
        var names: [String: [String]] = [:]
        for competitor in brand.competitors {
            for host in Set(competitor.content.websites.compactMap { PageAddress($0)?.host }) {
                names[host, default: []].append(competitor.content.name)
            }
        }
        competitors = names
    }

    /// `Northwind`, `Contoso`, `Others`
    func name(_ owner: SourceType?, of domain: String?) -> String {
        switch owner {
        case .brand: brand
        case .competitor: domain.flatMap(competitor) ?? SourceType.competitor.label
        case .other, nil: SourceType.other.label
        }
    }

    /// - Returns: of a domain with several owners, the sentence that names them; empty for none.
    func sentence(_ owners: Set<SourceType>, of domain: String) -> String {
        if owners == [.other] { return "It is neither the brand's nor a competitor's." }
        let names = SourceType.allCases.filter(owners.contains).map { $0 == .other ? "others" : name($0, of: domain) }
        return names.isEmpty ? "" : "Owner: \(names.inWords)."
    }

    /// - Returns: all that have a website on the domain or, where none has, on the closest one above it.
    private func competitor(of domain: String) -> String? {
        var host = domain[...]
        while true {
            if let names = competitors[String(host)] { return names.inWords }
            guard let dot = host.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
            host = host[host.utf8.index(after: dot)...]
        }
    }
}
