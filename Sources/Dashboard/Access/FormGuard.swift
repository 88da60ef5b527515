internal import Catalog
internal import Hummingbird

/// Proof that a form came from one of our own pages, opened by this browser. Only ``FormGuard`` makes one.
struct CheckedForm: Sendable {
    let fields: FormFields

    fileprivate init(fields: FormFields) { self.fields = fields }
}

/// Refuses forms that another site made the browser send.
struct FormGuard: Sendable {
    static let field = "form_token"

    let accounts: AccountService
    let cookies: CookieJar
    let baseURL: String?

    /// A form is read only for who may send it, and taken only from who may once it is whole: its last byte may come long after the
    /// first, and from somebody who was signed out, or lost their role, in between.
    ///
    /// - Parameter enter: asks the door for whoever the form is from.
    /// - Returns: the visit as the door sees it when the form is whole.
    /// - Throws: ``PageFailure``, or what `enter` throws, and nothing was changed.
    func check<Sender: Visit>(
        _ page: PageRequest, upTo limit: Int = PageRequest.bodyLimit, from enter: (PageRequest) async throws -> Sender
    ) async throws -> (visit: Sender, form: CheckedForm) {
        let session = try await enter(page).session
        let form = try await check(page, token: accounts.formToken(for: session), upTo: limit)
        return (try await enter(page), form)
    }

    /// For the forms of people who have not signed in yet.
    func checkVisitor(_ page: PageRequest) async throws -> CheckedForm {
        guard let visitor = cookies.visitor(in: page.request) else { throw PageFailure.staleForm }
        return try await check(page, token: accounts.formToken(forVisitor: visitor), upTo: PageRequest.bodyLimit)
    }

    private func check(_ page: PageRequest, token: String, upTo limit: Int) async throws -> CheckedForm {
        guard
            Self.isOwn(
                fetchSite: page.header("Sec-Fetch-Site"), origin: page.header("Origin"),
                host: page.request.head.authority, baseURL: baseURL)
        else { throw PageFailure.foreignForm }
        let fields = try await page.readForm(upTo: limit)
        guard Self.equal(fields[Self.field], token) else { throw PageFailure.staleForm }
        return CheckedForm(fields: fields)
    }

    /// `Sec-Fetch-Site` is written by the browser and by nobody else, so it has the last word. Browsers leave it out towards
    /// plain HTTP addresses; there the origin tells. Programs send neither, and need the token all the same.
    static func isOwn(fetchSite: String?, origin: String?, host: String?, baseURL: String?) -> Bool {
        if let fetchSite { return fetchSite == "same-origin" || fetchSite == "none" }
        guard let origin else { return true }
        guard let authority = origin.split(separator: "://", maxSplits: 1).dropFirst().first.map(String.init) else {
            return false
        }
        return authority == host || origin == baseURL
    }

    /// Looks at every byte, so that the time says nothing about where the two differ.
    static func equal(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
