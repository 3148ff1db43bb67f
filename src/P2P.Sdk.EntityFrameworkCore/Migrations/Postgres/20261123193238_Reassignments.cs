using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Reassignments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reassignments",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reassignment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    job = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    turns = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reassignments", x => new { x.campaign_id, x.reassignment_id });
                    table.ForeignKey(
                        name: "FK_reassignments_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_reassignments_campaign_id_created_at_reassignment_id",
                table: "reassignments",
                columns: new[] { "campaign_id", "created_at", "reassignment_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reassignments");
        }
    }
}
