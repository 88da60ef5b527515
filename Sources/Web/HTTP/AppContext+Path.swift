internal import Foundation
internal import Hummingbird

extension AppContext {
    /// What stands in the path for the parameter, its percent-escapes decoded; escapes that make no UTF-8 stay as they were written.
    package func pathText(_ name: String) -> String {
        let text = parameters.get(name) ?? ""
        return text.utf8.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding ?? text : text
    }
}
