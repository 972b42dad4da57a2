import { z } from 'zod';
import { clauseModel } from '@crm-policy/rules/rulebook/parts';
import cus from './cus.json' with { type: 'json' };
import vetting from './new.json' with { type: 'json' };
import con from './con.json' with { type: 'json' };
import rev from './rev.json' with { type: 'json' };
import amd from './amd.json' with { type: 'json' };
import ord from './ord.json' with { type: 'json' };
import req from './req.json' with { type: 'json' };
import prj from './prj.json' with { type: 'json' };
import rcp from './rcp.json' with { type: 'json' };
import sla from './sla.json' with { type: 'json' };
import asv from './asv.json' with { type: 'json' };
import cmp from './cmp.json' with { type: 'json' };
import gft from './gft.json' with { type: 'json' };
import vis from './vis.json' with { type: 'json' };
import com from './com.json' with { type: 'json' };
import car from './car.json' with { type: 'json' };
import evt from './evt.json' with { type: 'json' };
import sat from './sat.json' with { type: 'json' };
import fbk from './fbk.json' with { type: 'json' };
import cap from './cap.json' with { type: 'json' };
import seg from './seg.json' with { type: 'json' };
import chn from './chn.json' with { type: 'json' };
import opp from './opp.json' with { type: 'json' };
import mkt from './mkt.json' with { type: 'json' };
import srm from './srm.json' with { type: 'json' };
import off from './off.json' with { type: 'json' };
import trn from './trn.json' with { type: 'json' };
import pol from './pol.json' with { type: 'json' };
import gov from './gov.json' with { type: 'json' };
import kpi from './kpi.json' with { type: 'json' };
import hot from './hot.json' with { type: 'json' };
import org from './org.json' with { type: 'json' };
import rec from './rec.json' with { type: 'json' };
import aud from './aud.json' with { type: 'json' };
import ana from './ana.json' with { type: 'json' };
import anc from './anc.json' with { type: 'json' };

const words = z.strictObject({ 'en-US': z.string().min(1), 'zh-CN': z.string().min(1) });

/** One group of clauses as its file holds it. */
export const clauseGroupModel = z.strictObject({
	group: z.string().regex(/^[A-Z]{3}$/),
	title: words,
	clauses: z.array(z.strictObject({ id: clauseModel, title: words, source: z.string().min(1) })).min(1),
});

export type ClauseGroup = z.infer<typeof clauseGroupModel>;
export type Clause = ClauseGroup['clauses'][number];

/** The clauses of the company's written policies by capability, with where each is written. */
export const clauseGroups: readonly ClauseGroup[] = z
	.array(clauseGroupModel)
	.parse([
		cus,
		vetting,
		con,
		rev,
		amd,
		ord,
		req,
		prj,
		rcp,
		sla,
		asv,
		cmp,
		gft,
		vis,
		com,
		car,
		evt,
		sat,
		fbk,
		cap,
		seg,
		chn,
		opp,
		mkt,
		srm,
		off,
		trn,
		pol,
		gov,
		kpi,
		hot,
		org,
		rec,
		aud,
		ana,
		anc,
	]);

export const clauses: readonly Clause[] = clauseGroups.flatMap((group) => group.clauses);
