using System.Net;
using P2P.GraphQL.Transport.Limiting;

namespace P2P.GraphQL.Tests.Transport.Limiting;

/// <summary>Whose requests are counted together where nobody has signed in.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.8", false)]
    [InlineData("::1", "127.0.0.1", false)]
    public void Addresses_of_one_IPv6_network_are_one_caller_and_each_IPv4_address_is_its_own(string one, string other, bool together) =>
        Assert.Equal(together, NetworkOf(one) == NetworkOf(other));

    [Fact]
    public void A_connection_without_an_address_is_a_caller_too() => Assert.Equal("", AddressLimits.NetworkOf(null));

    private static string NetworkOf(string address) => AddressLimits.NetworkOf(IPAddress.Parse(address));
}
