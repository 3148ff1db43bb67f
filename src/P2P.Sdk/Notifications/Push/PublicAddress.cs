using System.Net;
using System.Net.Sockets;

namespace P2P.Sdk.Notifications.Push;

/// <summary>Which addresses are on the internet, where anybody may be asked to be called, and which are somebody's own.</summary>
/// <remarks>Source: IANA's special-purpose address registries (RFC 6890, as of 2025): whatever is not globally reachable.</remarks>
public static class PublicAddress
{
    private static readonly IPNetwork[] s_notPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3"); // All of IPv6 that is given out.

    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || s_global.Contains(plain))
            && !Array.Exists(s_notPublic, network => network.Contains(plain));
    }
}
