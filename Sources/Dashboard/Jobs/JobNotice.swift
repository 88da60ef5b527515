internal import Catalog

/// What pages say after something was done: a fixed sentence, chosen by the address.
enum JobNotice: String {
    case exported, cancelled, asked, resumed, uncollected

    static func sentence(in query: FormFields) -> String? {
        switch JobNotice(rawValue: query["done"]) {
        case .exported: "The export is on its way. You can leave this page; the file waits here when it is done."
        case .cancelled: "The job is cancelled."
        case .asked: "The job is asked to end. It does so after the portion it is at."
        case .resumed: "It goes on. A server takes it up within a second or two."
        case .uncollected: "The request is cancelled. Nothing is asked of the platform."
        case nil: nil
        }
    }

    func address(_ path: SitePath) -> String { path.address(["done": rawValue]) }
}
