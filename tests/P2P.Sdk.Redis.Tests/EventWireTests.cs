using System.Security.Cryptography;
using P2P.Sdk.Events;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Redis.Tests;

public class EventWireTests
{
    private static readonly Guid Node = Guid.CreateVersion7();

    [Fact]
    public void Every_kind_of_event_arrives_as_it_was_sent()
    {
        var kinds = typeof(P2PEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(P2PEvent)));
        Assert.Equal(kinds.ToHashSet(), EventStreamContract.OneOfEach.Select(e => e.GetType()).ToHashSet());
        var read = EventWire.Read(EventWire.Write(Node, EventStreamContract.OneOfEach));
        Assert.Equal(Node, read?.Node);
        Assert.Equal(EventStreamContract.OneOfEach, read?.Events);
    }

    [Fact]
    public void A_change_of_the_bytes_is_a_change_of_the_version()
    {
        var campaign = new Campaigns.CampaignId(Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10"));
        var contact = new Contacts.ContactId(Guid.Parse("11121314-1516-1718-191a-1b1c1d1e1f20"));
        var node = Guid.Parse("21222324-2526-2728-292a-2b2c2d2e2f30");
        Assert.Equal(
            "01" + "2122232425262728292A2B2C2D2E2F30" + "0220" + "0102030405060708090A0B0C0D0E0F10" + "1112131415161718191A1B1C1D1E1F20",
            Convert.ToHexString(EventWire.Write(node, [new P2PEvent.ConversationChanged(campaign, contact)])));
    }

    [Fact]
    public void Another_version_is_not_read()
    {
        var bytes = EventWire.Write(Node, EventStreamContract.OneOfEach);
        bytes[0]++;
        Assert.Null(EventWire.Read(bytes));
    }

    [Fact]
    public void A_kind_of_a_later_release_is_passed_over_and_what_follows_is_read()
    {
        var known = EventStreamContract.OneOfEach[0];
        byte[] bytes = [.. EventWire.Write(Node, []), 200, 3, 1, 2, 3, .. EventWire.Write(Node, [known])[17..]];
        Assert.Equal([known], EventWire.Read(bytes)?.Events);
    }

    [Fact]
    public void Broken_bytes_are_never_more_than_ignored()
    {
        var whole = EventWire.Write(Node, EventStreamContract.OneOfEach);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.True((EventWire.Read(whole.AsSpan(0, length))?.Events.Count ?? 0) < EventStreamContract.OneOfEach.Count);
        }

        for (var i = 0; i < 10_000; i++)
        {
            byte[] noise = [EventWire.Version, .. RandomNumberGenerator.GetBytes(i % 200)];
            _ = EventWire.Read(noise);
        }
    }
}
