internal import Catalog
internal import HTTPTypes
internal import Hummingbird

extension AccountRefusal {
    var message: String {
        switch self {
        case .noPassword: "You have no password here, so there is none to ask for. A set-up link gives you a first one."
        case .wrongPassword: "That is not your password."
        case .wrongCode: "That code is not right, or it was used already. Wait for the next one and try again."
        case .throttled(let seconds): SignInPage.throttled(seconds: seconds)
        }
    }

    var isAboutCode: Bool { self == .wrongCode }

    /// For a form that asks for password and code.
    var problem: Problem { Problem(anchor: isAboutCode ? "code" : "password", message: message) }

    /// The page again, with what to look at.
    func response(_ page: (HTTPResponse.Status) -> Response) -> Response {
        guard case .throttled(let seconds) = self else { return page(.unprocessableContent) }
        var response = page(.tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}
