internal import Catalog
internal import HTTPTypes

/// Why a page could not be shown, in words for the person who asked for it.
struct PageFailure: Error, Sendable {
    let status: HTTPResponse.Status
    let heading: String
    let message: String

    static let notFound = PageFailure(
        status: .notFound, heading: "There is no such page",
        message: "It may have moved, or it belongs to an organization that you are not a member of.")

    static let wrongMethod = PageFailure(
        status: .methodNotAllowed, heading: "This address does not work that way",
        message: "Go back and use the buttons of the page.")

    static let staleForm = PageFailure(
        status: .forbidden, heading: "This form has gone stale",
        message: "Nothing was changed. Go back, reload the page and try again.")

    static let foreignForm = PageFailure(
        status: .forbidden, heading: "This form came from another site",
        message: "Nothing was changed. Open the page here and try again. Behind a proxy, the proxy must pass on the Host header.")

    /// - Parameter limit: in bytes.
    static func tooLarge(_ limit: Int) -> PageFailure {
        let most = limit < 1024 * 1024 ? "\(limit / 1024) KB" : "\(limit / (1024 * 1024)) MB"
        return PageFailure(
            status: .contentTooLarge, heading: "That is too much",
            message: "Nothing was changed. The form held more than \(most); shorten it and try again.")
    }

    static let crowded = PageFailure(
        status: .tooManyRequests, heading: "Many people look at this now", message: "Reload the page in a few seconds.")

    static let brokenForm = PageFailure(
        status: .badRequest, heading: "The form did not arrive whole",
        message: "Nothing was changed. Go back and send it again.")

    static let broken = PageFailure(
        status: .internalServerError, heading: "Something went wrong here",
        message: "It is not your fault. Try again; if it happens again, tell whoever runs this server the request id below.")

    static func unavailable(_ message: String) -> PageFailure {
        PageFailure(status: .serviceUnavailable, heading: "That did not work just now", message: message)
    }

    /// The words for any status.
    init(status: HTTPResponse.Status) {
        switch status.code {
        case 404: self = .notFound
        case 405: self = .wrongMethod
        case 413: self = .tooLarge(PageRequest.bodyLimit)
        case 503: self = .unavailable("Try again in a moment.")
        case 500...: self = .broken
        default:
            self.init(status: status, heading: "That did not work", message: "Go back and try again.")
        }
    }

    init(status: HTTPResponse.Status, heading: String, message: String) {
        self.status = status
        self.heading = heading
        self.message = message
    }

    init(_ error: CatalogError) {
        switch error {
        case .notFound: self = .notFound
        case .conflict(let message), .selfApproval(let message):
            self.init(status: .conflict, heading: "That is not possible now", message: message)
        case .domainTaken:
            self.init(status: .conflict, heading: "That website is taken", message: error.message)
        case .stale(let message):
            self.init(status: .conflict, heading: "Somebody else was faster", message: message)
        case .invalid, .unknownStage:
            self.init(status: .unprocessableContent, heading: "That cannot be right", message: error.message)
        }
    }

    init(_ error: StoreError) {
        self =
            switch error {
            case .failed: .broken
            default: .unavailable(error.message)
            }
    }
}
