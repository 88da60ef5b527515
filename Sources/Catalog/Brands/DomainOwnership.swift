internal import Visibility

/// Within a brand a website has one owner: the brand itself or one competitor. Whose a cited page is must have one answer.
///
/// Two addresses collide when they are the same but for what ``PageAddress`` leaves out. Where the brand's own main website is
/// one of the two only the domains are compared.
package enum DomainOwnership {
    private struct Claim {
        /// 0 for the brand itself, then the competitors in order.
        let owner: Int
        let name: String
        let address: PageAddress
        let isMain: Bool
        /// Whether the owner had it already.
        let isOld: Bool
    }

    /// Whether two addresses, where neither is a main website, are one website.
    package static func isSame(_ one: String, _ other: String) -> Bool {
        PageAddress(one).map { $0 == PageAddress(other) } ?? false
    }

    /// - Parameter before: what the brand is until now. A collision that was there already, from before there was this rule, is
    ///   left alone, so that it does not stand in the way of everything else.
    /// - Throws: ``CatalogError/domainTaken(domain:owner:claimant:)``.
    static func check(_ state: BrandState, before: Brand?) throws(CatalogError) {
        let claims = claims(of: state, before: before)
        let main = claims.first(where: \.isMain)
        var holders: [PageAddress: Claim] = [:]
        for claim in claims where !claim.isMain {
            if let main, main.address.host == claim.address.host { try refuse(claim, beside: main) }
            if let holder = holders[claim.address] { try refuse(claim, beside: holder) } else { holders[claim.address] = claim }
        }
    }

    private static func refuse(_ claim: Claim, beside other: Claim) throws(CatalogError) {
        guard claim.owner != other.owner, !(claim.isOld && other.isOld) else { return }
        let (holder, claimant) = claim.isOld ? (claim, other) : (other, claim)
        throw .domainTaken(domain: claimant.address.text, owner: holder.name, claimant: claimant.name)
    }

    private static func claims(of state: BrandState, before: Brand?) -> [Claim] {
        let content = state.content
        let oldMain = before.flatMap { PageAddress($0.content.website) }
        var claims: [Claim] = []
        if let main = PageAddress(content.website) {
            let isOld = main.host == oldMain?.host
            claims.append(Claim(owner: 0, name: content.name, address: main, isMain: true, isOld: isOld))
        }
        add(
            content.alternativeWebsites, old: before?.content.alternativeWebsites ?? [], owner: 0, name: content.name, to: &claims
        )
        let competitorsBefore = Dictionary(
            uniqueKeysWithValues: (before?.competitors ?? []).map { ($0.id, $0.content.websites) })
        for (index, competitor) in state.competitors.enumerated() {
            let old = competitor.id.flatMap { competitorsBefore[$0] } ?? []
            add(competitor.content.websites, old: old, owner: index + 1, name: competitor.content.name, to: &claims)
        }
        return claims
    }

    private static func add(_ websites: [String], old: [String], owner: Int, name: String, to claims: inout [Claim]) {
        let old = Set(old.compactMap(PageAddress.init))
        for address in websites.compactMap(PageAddress.init) {
            claims.append(Claim(owner: owner, name: name, address: address, isMain: false, isOld: old.contains(address)))
        }
    }
}
